"""What both scripts do where a tool is absent."""

import os
import shutil


def missing_tool(name):
    return shutil.which(name) is None


def left_out(what):
    """One loud line, or the end where DEPLOYMENT=required."""
    if os.environ.get("DEPLOYMENT") == "required":
        raise SystemExit(f"DEPLOYMENT=required, but {what}")
    print(f"\n##### NOT CHECKED: {what} #####\n")
