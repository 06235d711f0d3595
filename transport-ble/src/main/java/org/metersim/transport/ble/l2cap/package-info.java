/** Logical link control: frames, their pieces in ACL packets, and the signalling channel. */
package org.metersim.transport.ble.l2cap;
