/** Profiles and drift of Spark's datasets. */
@NullMarked
package io.github.modelkeel.spark;

import org.jspecify.annotations.NullMarked;
