/** The command {@code concentrator}. */
package org.metersim.app.concentrator;
