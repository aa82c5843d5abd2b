/** Rows from JSON and CSV, replies to JSON. */
@NullMarked
package io.github.modelkeel.servinghttp.json;

import org.jspecify.annotations.NullMarked;
