/** The host controller interface over H4 as values and bytes, for both ends. */
package org.metersim.transport.ble.hci;
