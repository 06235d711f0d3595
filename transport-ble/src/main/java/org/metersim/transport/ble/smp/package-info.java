/**
 * The security manager: pairing by LE Secure Connections, for both ends, and bonds. Core Specification Vol 3 Part H.
 */
package org.metersim.transport.ble.smp;
