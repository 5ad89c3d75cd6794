/** Events read from the store at once; what one slow reader may hold in memory. */
export const PAGE = 500;
