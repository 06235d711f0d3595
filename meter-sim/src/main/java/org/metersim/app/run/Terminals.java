package org.metersim.app.run;

/**
 * Paths of the pseudo terminals, empty for none.
 *
 * @param optical the optical port of the first meter
 * @param bluetooth where a Bluetooth host attaches
 */
record Terminals(String optical, String bluetooth) {}
