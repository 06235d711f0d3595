/** The client's way to a meter by Bluetooth: a central of our own, which is the host of one controller over HCI H4. */
package org.metersim.client.bluetooth;
