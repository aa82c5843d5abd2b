/**
 * Configuration, HTTP, JSON and errors shared by the Modelkeel clients.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.modelkeel.client;

import org.jspecify.annotations.NullMarked;
