import { ControlPlane, CONTROL_PLANE_OPTIONS } from '../platform/control-plane.ts';
import { command } from '../shell/command.ts';
import { one } from '../shell/operand.ts';
import { text, whole } from '../shell/option.ts';
import { table } from '../shell/table.ts';
import { packet, reviewPage } from './answers.ts';
import { packetText } from './packet-text.ts';

export const reviewList = command({
  name: 'review list',
  does: 'list open reviews, the one due first first',
  operands: {},
  options: {
    reviewer: text('ROLE', 'only what this role or person may decide'),
    domain: text('DOMAIN', 'only reviews of this domain'),
    limit: whole('N', 'most reviews', { least: 1, most: 500 }, 20),
    ...CONTROL_PLANE_OPTIONS,
  },
  example: '--domain revenue',
  run: async (args, shell) => {
    const { reviewer, domain, limit } = args;
    const page = await new ControlPlane(shell, args).get('/reviews', reviewPage, { reviewer, domain, limit });
    const rows = page.reviews.map((one) => [
      one.reviewId,
      one.worker,
      one.actionKind,
      one.subject,
      one.dueAt,
      one.reviewers.join(', '),
    ]);
    const header = ['REVIEW', 'WORKER', 'ACTION', 'SUBJECT', 'DUE', 'ASKED'];
    const left = page.total - page.reviews.length;
    return {
      data: page,
      text: table(header, rows, 'no open review'),
      ...(left > 0 ? { next: `--limit ${Math.min(500, page.total)}: ${left} more are open` } : {}),
    };
  },
});

export const reviewShow = command({
  name: 'review show',
  does: 'show everything that is needed to decide a review',
  operands: { id: one('ID', 'review') },
  options: { ...CONTROL_PLANE_OPTIONS },
  example: '0d3a8e52-7c43-5d0a-8a66-3f6d0a9f9d10',
  run: async (args, shell) => {
    const found = await new ControlPlane(shell, args).get(`/reviews/${encodeURIComponent(args.id)}`, packet);
    const next =
      found.state === 'open' ? { next: `dws review approve ${args.id} --digest ${found.digest}` } : {};
    return { data: found, text: packetText(found), ...next };
  },
});
