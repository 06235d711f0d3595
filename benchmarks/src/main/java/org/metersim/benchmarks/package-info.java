/** Measurements that a reader can repeat: each prints its figures and the ratio that matters. */
package org.metersim.benchmarks;
