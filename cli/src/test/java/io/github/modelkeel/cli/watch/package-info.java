@NullMarked
package io.github.modelkeel.cli.watch;

import org.jspecify.annotations.NullMarked;
