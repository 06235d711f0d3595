/** The attribute protocol as values and bytes, for both ends: Core Specification Vol 3 Part F. */
package org.metersim.transport.ble.att;
