/** The application: the command line and what is common to its commands. */
package org.metersim.app;
