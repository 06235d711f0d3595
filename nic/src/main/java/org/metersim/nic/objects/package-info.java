/** The COSEM objects that live on the NIC: associations, security setups, SAPs, port and push setups. Blue Book 4. */
package org.metersim.nic.objects;
