/**
 * A list of values, actions and checks brought into a meter over an ordinary association, and taken back on failure.
 */
package org.metersim.client.configure;
