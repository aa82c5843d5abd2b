/** What MLflow keeps of a dataset, and how it is found from a CSV file or columns. */
@NullMarked
package io.github.modelkeel.tracking.dataset;

import org.jspecify.annotations.NullMarked;
