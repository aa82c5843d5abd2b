@NullMarked
package io.github.modelkeel.onnxruntime;

import org.jspecify.annotations.NullMarked;
