/**
 * What goes over the wire, whatever carries it: the fields of a request and the rules for names and lengths, page tokens, errors
 * with their codes, JSON, and replies. It knows no connection and no table. Not exported.
 */
@NullMarked
package io.github.modelkeel.localserver.message;

import org.jspecify.annotations.NullMarked;
