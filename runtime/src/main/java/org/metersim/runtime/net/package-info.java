/** The edge to the real world: sockets through Netty, pseudo terminals through JNA. Nothing below knows of it. */
package org.metersim.runtime.net;
