/** The xDLMS services of the NIC: GET, SET and ACTION, one attribute or method at a time. Green Book 9.3 and 9.5. */
package org.metersim.nic.service;
