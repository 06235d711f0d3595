package org.metersim.metrology.crash;

/**
 * One operation of the memory, as the meter asked for it.
 *
 * @param number as cuts count
 * @param bytes how many are programmed, or the sector that is erased
 */
record Operation(long number, boolean isErase, int bytes) {}
