/**
 * What every reader of a class of scikit-learn works with: the attributes of a fitted object ({@code Values}, {@code ClassNames}, {@code
 * Version}), the table that it is entered in, the {@code PartReader} for the estimators and transformers inside, and what it makes, a
 * {@code Fitted}. Not exported.
 */
@NullMarked
package io.github.modelkeel.sklearn.reader;

import org.jspecify.annotations.NullMarked;
