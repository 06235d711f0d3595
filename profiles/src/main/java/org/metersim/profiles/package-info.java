/** What each meter type is: profiles as text that a metering engineer can read and fix, checked and compiled. */
package org.metersim.profiles;
