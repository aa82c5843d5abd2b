/**
 * Files that Python wrote (pickle, cloudpickle, joblib, skops, npy), read as data into one tree of nodes. Nothing that a file names is
 * called, imported or looked up: a name stays text. Not exported; the reader of models builds on it.
 */
@NullMarked
package io.github.modelkeel.sklearn.python;

import org.jspecify.annotations.NullMarked;
