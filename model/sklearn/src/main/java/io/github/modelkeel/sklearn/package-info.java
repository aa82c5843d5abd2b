/**
 * Models of scikit-learn, made neutral from the tree of nodes of their file. A class is known by its name alone, from a fixed table;
 * what is not in it is refused.
 *
 * <p>Here are the face and the tables: {@code Estimators} and {@code Transformers} name the reader of each class. A new estimator is a
 * reader in {@code sklearn.estimator} (or in {@code .tree}, or in {@code .meta} if it holds other estimators) and a line in {@code
 * Estimators}; a new transformer is one in {@code sklearn.transformer} and a line in {@code Transformers}. A reader needs to know its own
 * class, {@code sklearn.reader} and {@code sklearn.program}; what it holds is read by the {@code PartReader} that it is handed.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.modelkeel.sklearn;

import org.jspecify.annotations.NullMarked;
