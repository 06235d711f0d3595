/** The wrapper that carries APDUs over TCP and UDP. Green Book 7, IEC 62056-4-7. */
package org.metersim.dlms.wrapper;
