/** A meter's GATT server: its attributes, and the stream of bytes that goes through two of them. */
package org.metersim.transport.ble.gatt;
