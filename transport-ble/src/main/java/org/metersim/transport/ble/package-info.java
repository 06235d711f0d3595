/** The Bluetooth port of a meter: an LE controller that is reached by HCI H4, and what a meter says above it. */
package org.metersim.transport.ble;
