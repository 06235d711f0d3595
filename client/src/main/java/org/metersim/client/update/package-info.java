/**
 * Firmware and programs into a meter by image transfer (class 18), resumed after breaks, judged by what the meter says.
 */
package org.metersim.client.update;
