/** Association control: AARQ, AARE, RLRQ, RLRE in BER, and the Initiate APDUs they carry. Green Book 9.3, 9.4. */
package org.metersim.dlms.acse;
