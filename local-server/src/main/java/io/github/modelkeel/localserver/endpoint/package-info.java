/**
 * The endpoints of MLflow that are answered, a class for each group: from the fields of a request to a store, and from what it
 * gives to the reply. {@code Endpoints} is the list of all. Not exported.
 */
@NullMarked
package io.github.modelkeel.localserver.endpoint;

import org.jspecify.annotations.NullMarked;
