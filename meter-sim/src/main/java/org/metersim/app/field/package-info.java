/** The command {@code field}: the technician's tools against any DLMS meter. */
package org.metersim.app.field;
