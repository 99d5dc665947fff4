// The hands on the calendar of the plan: one takes patrols to other days, one begins new patrols on chosen days.
import "./plan-moves.js";
import "./plan-days.js";
