/** What MLflow keeps of a dataset, and how it is found from a CSV file, columns, or as DVC finds it. */
@NullMarked
package io.github.modelkeel.tracking.dataset;

import org.jspecify.annotations.NullMarked;
