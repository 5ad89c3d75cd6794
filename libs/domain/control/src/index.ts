export {
  CONTROL_EVENT_TYPES,
  evolveControl,
  NO_CONTROL,
  type ControlEvent,
  type ControlState,
  type StandingOrder,
} from './control-state.ts';
export {
  concerns,
  GRAINS,
  holdOn,
  ORDER_KINDS,
  pauseOf,
  type ControlTarget,
  type Grain,
  type OrderKind,
} from './scope.ts';
