/** COSEM values: data types with their A-XDR form, logical names, references, date-times, results. */
package org.metersim.dlms.cosem;
