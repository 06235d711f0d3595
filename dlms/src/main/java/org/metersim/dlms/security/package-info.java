/** Ciphering of APDUs, HLS-5 and key wrap, security suite 0. Green Book 9.2. */
package org.metersim.dlms.security;
