# gnuplot plot.gp: draws loss.csv as loss.svg
set terminal svg size 640,400 background rgb 'white' font 'sans,12'
set output 'loss.svg'
set datafile separator ','
set key center right
set xlabel 'epoch'
set ylabel 'mean loss on the training digits'
set y2label 'accuracy on the test digits'
set ytics nomirror
set y2tics
set y2range [0.8:1]
set grid
plot 'loss.csv' skip 1 using 1:2 with linespoints lw 2 title 'loss', \
     'loss.csv' skip 1 using 1:3 axes x1y2 with linespoints lw 2 title 'accuracy'
