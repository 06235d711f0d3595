/** What the NIC sends unasked: the outbox, the push setups, and the session that delivers. Green Book 9.3.11. */
package org.metersim.nic.push;
