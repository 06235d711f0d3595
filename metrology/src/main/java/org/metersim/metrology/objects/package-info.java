/** COSEM interface classes as tables: one row an attribute or method, no state of their own. */
package org.metersim.metrology.objects;
