/** What the NIC keeps across a power cut: keys, counters, secrets, lock-outs, written parameters, the outbox. */
package org.metersim.nic.state;
