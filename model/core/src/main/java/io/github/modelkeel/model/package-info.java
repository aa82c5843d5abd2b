/** The neutral form of a model (columns, preprocessing, scorer, link) and its evaluator. */
@NullMarked
package io.github.modelkeel.model;

import org.jspecify.annotations.NullMarked;
