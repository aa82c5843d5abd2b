/** Modelkeel's server and clients against MLflow's own: recorded exchanges, a real server, and both of MLflow's clients. */
@NullMarked
package io.github.modelkeel.interop;

import org.jspecify.annotations.NullMarked;
