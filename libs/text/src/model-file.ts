import { digestOf, DwsError, type JsonObject, type JsonValue } from '@dws/kernel';
import { bytesOf, textOf } from './packed-numbers.ts';
import type { TextModel, TrainingFacts } from './model.ts';
import { indexVocabulary } from './vocabulary.ts';

export const MODEL_FORMAT = 'dws-text-classifier';
export const MODEL_FORMAT_VERSION = 1;

/**
 * The model as JSON text (docs/adr/0041-model-file.md). `version` is the SHA-256 of the canonical JSON of all
 * other members, so the same training gives the same version and a changed byte is noticed.
 */
export function serialiseModel(model: TextModel): { text: string; version: string } {
  const content = contentOf(model);
  const version = digestOf(content);
  return { text: JSON.stringify({ ...content, version }), version };
}

function contentOf(model: TextModel): JsonObject {
  return {
    format: MODEL_FORMAT,
    formatVersion: MODEL_FORMAT_VERSION,
    name: model.name,
    labels: model.labels,
    training: { ...model.training },
    temperature: model.temperature,
    thresholds: model.thresholds,
    scopeThreshold: model.scopeThreshold,
    features: textOf(model.vocabulary.ids),
    idf: textOf(model.vocabulary.idf),
    steps: textOf(model.linear.steps),
    scales: textOf(model.linear.scales),
    bias: textOf(model.linear.bias),
  };
}

/**
 * Reads what {@link serialiseModel} wrote.
 * @throws DwsError `model-invalid` when the text is damaged, of another format, or its hash is not its content's
 */
export function parseModel(text: string): { model: TextModel; version: string } {
  const file = objectOf(text);
  if (file['format'] !== MODEL_FORMAT || file['formatVersion'] !== MODEL_FORMAT_VERSION) {
    throw invalid(
      `expected format ${MODEL_FORMAT} ${MODEL_FORMAT_VERSION}, ` +
        `found ${JSON.stringify(file['format'])} ${JSON.stringify(file['formatVersion'])}`,
    );
  }
  const { version, ...content } = file;
  const found = digestOf(content);
  if (version !== found) {
    throw invalid(
      `expected content with hash ${JSON.stringify(version)}, found ${found}: the file was changed`,
    );
  }
  return { model: modelOf(content), version: found };
}

function objectOf(text: string): Record<string, JsonValue> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw new DwsError(
      'model-invalid',
      'expected a model file in JSON, found other text or a cut file',
      {},
      cause,
    );
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw invalid('expected a JSON object in the model file, found another value');
  }
  return parsed as Record<string, JsonValue>;
}

/** The hash vouches that the writer made these members; their shapes are still checked against each other. */
function modelOf(file: JsonObject): TextModel {
  const { labels, thresholds } = file;
  if (!Array.isArray(labels) || !Array.isArray(thresholds))
    throw invalid('expected labels and thresholds, found none');
  const categories = labels.length;
  const ids = new Uint32Array(bytesOf(file['features'], 4));
  const idf = new Float32Array(bytesOf(file['idf'], 4));
  const steps = new Int8Array(bytesOf(file['steps'], 1));
  const scales = new Float32Array(bytesOf(file['scales'], 4));
  const bias = new Float32Array(bytesOf(file['bias'], 4));
  const fits =
    idf.length === ids.length &&
    scales.length === ids.length &&
    steps.length === ids.length * categories &&
    bias.length === categories &&
    thresholds.length === categories;
  if (!fits) throw invalid('expected weights for every feature and category, found other numbers of them');
  return {
    name: file['name'] as string,
    labels: labels as readonly string[],
    vocabulary: indexVocabulary(ids, idf),
    linear: { categories, steps, scales, bias },
    temperature: file['temperature'] as number,
    thresholds: thresholds as readonly (number | null)[],
    scopeThreshold: file['scopeThreshold'] as number,
    training: file['training'] as unknown as TrainingFacts,
  };
}

function invalid(message: string): DwsError {
  return new DwsError('model-invalid', message);
}
