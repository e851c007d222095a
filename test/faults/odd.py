from stage import *
