/** Configuration, HTTP, JSON and errors shared by the Modelkeel clients. */
@NullMarked
package io.github.modelkeel.client;

import org.jspecify.annotations.NullMarked;
