/** The ports of the NIC: bytes to APDUs and back, a conversation for each client. Green Book 7 and 8. */
package org.metersim.nic.port;
