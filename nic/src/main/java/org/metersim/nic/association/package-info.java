/**
 * Application associations of the NIC: opening, proving, protecting, releasing; access rights. Green Book 9.3 and 9.4.
 */
package org.metersim.nic.association;
