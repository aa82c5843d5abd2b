/** HTTP/1.1 over non-blocking sockets. */
@NullMarked
package io.github.modelkeel.servinghttp.socket;

import org.jspecify.annotations.NullMarked;
