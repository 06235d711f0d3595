/** Block transfer as a stage of its own: long values to blocks and back. Green Book 9.3, service-specific blocks. */
package org.metersim.dlms.block;
