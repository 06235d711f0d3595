/** The command {@code demo}: use case 5, scenario 1, rows 1.2 to 1.8a, played in one process. */
package org.metersim.app.demo;
