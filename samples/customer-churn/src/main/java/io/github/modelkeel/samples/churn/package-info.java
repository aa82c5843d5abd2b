/** Customer churn: two candidates, gates, a service, feedback, drift, and the way back. */
@NullMarked
package io.github.modelkeel.samples.churn;

import org.jspecify.annotations.NullMarked;
