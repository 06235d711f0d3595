/** The command {@code run}: meters that listen, the card that says how to connect, and the verbs on standard input. */
package org.metersim.app.run;
