/**
 * Connections, requests and where they go: HTTP is read and written on sockets, stalled clients are cut off, requests from web
 * pages are refused, and a router finds the handler of a path. It knows no endpoint. Not exported.
 */
@NullMarked
package io.github.modelkeel.localserver.http;

import org.jspecify.annotations.NullMarked;
